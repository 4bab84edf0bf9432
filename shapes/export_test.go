package shapes

import (
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Official runs other shapes over the nodes and the background of a profile.
func (p *Profile) Official(other *shacl.Shapes, data *rdf.Graph) *shacl.Report {
	if p.focus != nil {
		return other.ValidateNodes(data, p.focus(data), p.background)
	}
	return other.Validate(data, p.background)
}

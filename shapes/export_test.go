package shapes

import (
	"github.com/trebbia/trebbia/dcat/rdf"
	"github.com/trebbia/trebbia/shapes/shacl"
)

// Official runs other shapes over the nodes and the background of a profile.
func (p *Profile) Official(other *shacl.Shapes, data *rdf.Graph) *shacl.Report {
	if p.focus != nil {
		return other.ValidateNodes(data, p.focus(shacl.NewView(data)).Terms(), p.background)
	}
	return other.Validate(data, p.background)
}

// Background returns the code lists beside the data.
func (p *Profile) Background() *rdf.Graph { return p.background }

// Focus returns the nodes that a profile is about; ok is false when it is about all.
func (p *Profile) Focus(data *rdf.Graph) (nodes []rdf.Term, ok bool) {
	if p.focus == nil {
		return nil, false
	}
	return p.focus(shacl.NewView(data)).Terms(), true
}

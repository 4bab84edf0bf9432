package harvest

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/trebbia/trebbia/dcat"
	"github.com/trebbia/trebbia/internal/ckan"
)

// organization is what organization_show answered, or the error.
type organization struct {
	json json.RawMessage
	err  error
}

// record completes a package of a search page: with its resources where the page cut
// them off, and with its organisation, which a package names but does not describe.
func (r *ckanRun) record(p json.RawMessage, s ckan.Summary) (dcat.SourceRecord, error) {
	name := s.Name
	if name == "" {
		name = s.ID
	}
	fault := &RecordError{Source: r.cfg.Name, RecordID: s.ID, Location: r.portal.Base() + "/dataset/" + name, Raw: p}
	if s.Resources < 0 || s.Resources < s.Declared {
		whole, err := r.portal.Show(r.ctx, s.ID)
		if err == nil {
			var shown ckan.Summary
			if shown, err = ckan.Summarize(whole); err == nil && shown.ID != s.ID {
				err = fmt.Errorf("package_show answers with package %q", shown.ID)
			}
		}
		if err != nil {
			fault.Field, fault.Err = "resources", fmt.Errorf("cut short in the list (%d of %d): %w", max(0, s.Resources), max(0, s.Declared), err)
			return dcat.SourceRecord{}, fault
		}
		p = whole
	}
	members := []ckan.Member{siteMember(r.portal.Base())}
	owner := r.organization(s.Organization)
	if owner.err != nil {
		fault.Field, fault.Err = "organization", owner.err
		fault.Hint = "the organisation holds the identifier and the e-mail address; the next run tries again"
		return dcat.SourceRecord{}, fault
	}
	if owner.json != nil {
		members = append(members, ckan.Member{Name: "_organization", Value: owner.json})
	}
	bytes, err := ckan.With(p, members...)
	if err != nil {
		fault.Err = err
		return dcat.SourceRecord{}, fault
	}
	return dcat.SourceRecord{
		Source: r.cfg.Name, ID: s.ID, Modified: s.Modified, MediaType: "application/json",
		Bytes: bytes, Location: fault.Location, Deleted: s.State == "deleted",
	}, nil
}

func siteMember(base string) ckan.Member {
	value, _ := json.Marshal(base) // a string always marshals
	return ckan.Member{Name: "_site", Value: value}
}

// organization asks once for each organisation. A portal that refuses to show it has
// said all it will say; any other failure may pass, and a package without its holder
// must not replace one with.
func (r *ckanRun) organization(name string) organization {
	if name == "" {
		return organization{}
	}
	out, ok := r.organizations[name]
	if ok {
		return out
	}
	out.json, out.err = r.portal.Organization(r.ctx, name)
	var no *ckan.ActionError
	if errors.As(out.err, &no) && no.Refused() {
		out = organization{}
	}
	if r.ctx.Err() == nil {
		r.organizations[name] = out
	}
	return out
}

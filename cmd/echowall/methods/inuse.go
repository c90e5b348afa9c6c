package methods

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"echowall/cmd/echowall/config"
	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/storage"
)

// InUse holds that the registry has every procedure by which a community works. Without it the cases under way could be
// neither shown nor moved, and what people say of them would be lost: that must be told before anything is heard.
func InUse(ctx context.Context, store storage.Store, methods *procedure.Registry) error {
	after := storage.ID("")
	for {
		ids, err := store.Communities(ctx, after, 1000)
		if err != nil || len(ids) == 0 {
			return err
		}
		// Many at a time, for on a Redis each is a few round trips, and nothing is heard before all have been asked.
		work, asked := errgroup.WithContext(ctx)
		work.SetLimit(askedAtOnce)
		for _, id := range ids {
			work.Go(func() error {
				return flows.Read(asked, store, methods, id, func(s *life.State) error { return worksBy(s, methods) })
			})
		}
		if err := work.Wait(); err != nil {
			return err
		}
		after = ids[len(ids)-1]
	}
}

// askedAtOnce is how many communities are looked at together.
const askedAtOnce = 32

// worksBy looks for the procedure of a community's new cases, and for those of the cases under way.
func worksBy(s *life.State, methods *procedure.Registry) error {
	h := s.Head()
	if h == nil {
		return nil
	}
	if err := known(s, methods, h.Method, h.Version); err != nil {
		return fmt.Errorf("%s works by %w", h.Name, err)
	}
	for _, c := range s.OpenCases() {
		if err := known(s, methods, c.Procedure, c.Version); err != nil {
			return fmt.Errorf("case #%d of %s is under way by %w", c.Number, h.Name, err)
		}
	}
	return nil
}

// known looks for a procedure: in the registry, or as the community keeps it. Where both have it they must say the
// same.
func known(s *life.State, methods *procedure.Registry, id string, version int) error {
	kept := s.KeptMethod(id, version)
	switch p, ok := methods.Get(id, version); {
	case kept != nil && ok && !procedure.Same(kept, p):
		return config.Wrong(fmt.Errorf("procedure %s version %d, whose file says something else by now; expected a "+
			"higher version in the file", id, version))
	case kept == nil && !ok:
		return config.Wrong(fmt.Errorf("procedure %s version %d, which is not there; expected its file in the folder of "+
			"ECHOWALL_PROCEDURES", id, version))
	}
	return nil
}

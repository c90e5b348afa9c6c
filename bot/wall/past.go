package wall

import (
	"fmt"

	"echowall/bot/wall/past"
	"echowall/flows/acts"
	"echowall/flows/public"
	"echowall/storage"
)

// memory is what has happened in a community, as its journal tells, up to an entry. Only what is public is
// kept of it.
type memory struct {
	seq     uint64
	moments map[int][]public.Moment
	// acts are what the offices did, the oldest first.
	acts []acts.Act
}

// entries is how many entries of a journal are read at once.
const entries = 500

// catchUp reads what was written into the journal since it was last read. The site is being made.
func (s *site) catchUp(r storage.Reader) error {
	if err := s.read(r, func(*view) error { return nil }); err != nil { // drops a past that is not known to be whole
		return err
	}
	for {
		read, err := r.Journal(s.past.seq+1, entries)
		if err != nil {
			return fmt.Errorf("read the journal: %w", err)
		}
		if len(read) == 0 {
			return nil
		}
		var news past.News
		err = s.read(r, func(v *view) (err error) {
			news, err = past.Of(v.state, read)
			return err
		})
		if err != nil {
			return err
		}
		if s.past.seq+1 != read[0].Seq {
			continue // it was dropped meanwhile
		}
		if s.past.moments == nil {
			s.past.moments = map[int][]public.Moment{}
		}
		for _, m := range news.Moments {
			s.past.moments[m.Case] = append(s.past.moments[m.Case], m)
		}
		s.past.acts = append(s.past.acts, news.Acts...)
		s.past.seq = read[len(read)-1].Seq
	}
}

package wall

import (
	"context"

	"echowall/bot/wall/answer"
	"echowall/flows"
	"echowall/flows/public"
	"echowall/storage"
)

// searches is how many questions are looked for at once, in all communities: a processor is left for everybody else.
const searches = 1

// search makes an answer to a question that somebody typed. It holds nothing of the community, so that its pages are
// made meanwhile, and the answer is not kept: nobody may ask it again.
func (s *site) search(ctx context.Context, p *sheet, b builder) (*answer.Made, error) {
	select {
	case s.wall.searching <- struct{}{}:
		defer func() { <-s.wall.searching }()
	case <-ctx.Done():
		return nil, errBusy
	}
	var a answer.Answer
	look := flows.NewLook(s.wall.Methods)
	err := s.wall.Store.View(ctx, s.id, func(r storage.Reader) error {
		return look.Read(r, func(state *stateOf) (err error) {
			c, _ := public.Of(state)
			a, err = p.build(&view{site: s, state: state, community: c}, b)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return answer.Make(a, p.now), nil
}

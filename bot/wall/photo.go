package wall

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"echowall/bot/wall/photos"
	"echowall/bot/wall/reader"
	"echowall/flows/public"
	"echowall/storage"
)

// photo serves a photo of a case. It is asked for by a name that holds nothing of Telegram's, and only one that is
// public is given.
func (w *Wall) photo(rw http.ResponseWriter, r *http.Request) error {
	s, err := w.find(r.Context(), r.PathValue("code"))
	if err != nil {
		return err
	}
	file, err := s.fileOf(r.Context(), reader.Number(r.PathValue("number")), r.PathValue("id"))
	if err != nil {
		return err
	}
	raw, err := w.photos.Get(r.Context(), file, w.File)
	if errors.Is(err, photos.ErrFull) {
		return errBusy
	}
	if err != nil {
		return err
	}
	kind := http.DetectContentType(raw)
	switch kind {
	case "image/jpeg", "image/png", "image/webp", "image/gif":
	default:
		return errNotFound
	}
	h := rw.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(raw)))
	h.Set("Cache-Control", "private, max-age=86400, immutable")
	_, _ = rw.Write(raw) // a reader that has gone is no matter
	return nil
}

// fileOf is the id of a photo that stands on the page of a case.
func (s *site) fileOf(ctx context.Context, number int, ref string) (file string, err error) {
	s.making.Lock()
	defer s.making.Unlock()
	err = s.wall.Store.View(ctx, s.id, func(r storage.Reader) error {
		if err := s.catchUp(r); err != nil {
			return err
		}
		return s.read(r, func(v *view) error {
			file = ""
			for _, p := range v.photosOf(number) {
				if p.Ref == ref {
					file = p.File
				}
			}
			return nil
		})
	})
	if err == nil && file == "" {
		err = errNotFound
	}
	return file, err
}

func (v *view) photosOf(number int) []public.Photo {
	c, ok := public.Find(v.state, number)
	if !ok {
		return nil
	}
	all := c.Photos
	for _, t := range c.Tasks {
		all = append(all, t.Photos...)
	}
	for _, m := range v.site.past.moments[number] {
		all = append(all, m.Photos...)
	}
	return all
}

package api

import (
	"bytes"
	"fmt"
	"image"
	"net/url"
	"path"
	"strings"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// uploaded is the file that a parameter brings: in the parameter itself, as attach://name, by file id, or by URL.
func (c *call) uploaded(name, value string) (*people.File, *method.Upload, error) {
	if up, ok := c.params.Files[name]; ok && value == "" {
		return nil, &up, nonEmpty(up)
	}
	if ref, ok := strings.CutPrefix(value, "attach://"); ok {
		up, ok := c.params.Files[ref]
		if !ok {
			return nil, nil, method.BadRequest("file %q is not attached", ref)
		}
		return nil, &up, nonEmpty(up)
	}
	if f := c.s.Files.Find(value); f != nil {
		return f, nil, nil
	}
	if u, err := url.Parse(value); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return nil, &method.Upload{Name: path.Base(u.Path), Data: c.s.Files.Sample()}, nil
	}
	return nil, nil, method.BadRequest("wrong file identifier/HTTP URL specified")
}

func nonEmpty(up method.Upload) error {
	if len(up.Data) == 0 {
		return method.BadRequest("file must be non-empty")
	}
	return nil
}

func (c *call) attachPhoto(m *people.Record, name, value string) error {
	f, up, err := c.uploaded(name, value)
	if err != nil {
		return err
	}
	if f != nil {
		if f.Kind != "photos" {
			return method.BadRequest("type of file mismatch")
		}
		m.Photo, m.Extra.Photo = f.ID, []people.WireFile{f.Wire()}
		return nil
	}
	if len(up.Data) > maxPhoto {
		return method.BadRequest("file is too big for a photo")
	}
	if _, _, err := image.DecodeConfig(bytes.NewReader(up.Data)); err != nil {
		return method.BadRequest("IMAGE_PROCESS_FAILED")
	}
	sizes := c.s.Files.NewPhoto(up.Data)
	m.Photo, m.Extra.Photo = sizes[len(sizes)-1].ID, sizes
	return nil
}

func (c *call) attachDocument(m *people.Record, name, value string) error {
	f, up, err := c.uploaded(name, value)
	if err != nil {
		return err
	}
	if f == nil {
		if len(up.Data) > maxDocument {
			return &method.Error{Code: 413, Text: "Request Entity Too Large"}
		}
		f = c.s.Files.New("documents", up.Name, up.Data)
	}
	if f.Kind != "documents" {
		return method.BadRequest("type of file mismatch")
	}
	w := f.Wire()
	m.Document, m.FileName, m.Extra.Document = f.ID, f.Name, &w
	return nil
}

type inputMedia struct {
	Type      string          `json:"type"`
	Media     string          `json:"media"`
	Caption   string          `json:"caption"`
	Mode      string          `json:"parse_mode"`
	Entities  []people.Entity `json:"caption_entities"`
	Above     bool            `json:"show_caption_above_media"`
	Spoiler   bool            `json:"has_spoiler"`
	Thumbnail string          `json:"thumbnail"`
	NoDetect  bool            `json:"disable_content_type_detection"`
}

func (c *call) sendMediaGroup() (any, error) {
	draft, err := c.draft()
	if err != nil {
		return nil, err
	}
	var items []inputMedia
	if err := c.params.Decode("media", &items); err != nil {
		return nil, err
	}
	if len(items) < 2 || len(items) > 10 {
		return nil, method.BadRequest("wrong number of messages to send as an album: 2-10 expected")
	}
	draft.Album = c.s.NextAlbum()
	var album []*people.Record
	for _, item := range items {
		m := *draft
		if err := c.albumItem(&m, item, items[0].Type); err != nil {
			return nil, err
		}
		album = append(album, &m)
	}
	return c.deliverAlbum(album), nil
}

// albumItem reads one item. Documents go only with documents.
func (c *call) albumItem(m *people.Record, item inputMedia, kind string) error {
	if item.Type != kind {
		return method.BadRequest("document can't be mixed with other media types")
	}
	as := *c
	as.params.Values = map[string]string{"caption": item.Caption, "parse_mode": item.Mode}
	if len(item.Entities) > 0 {
		raw, err := people.Encode(item.Entities)
		if err != nil {
			return fmt.Errorf("album entities: %w", err)
		}
		as.params.Values["caption_entities"] = string(raw)
	}
	if err := as.text(m, "caption", "caption_entities", maxCaption); err != nil {
		return err
	}
	switch item.Type {
	case "photo":
		return c.attachPhoto(m, "", item.Media)
	case "document":
		return c.attachDocument(m, "", item.Media)
	}
	return method.Violates("albums of %s are not played here", item.Type)
}

func (c *call) deliverAlbum(album []*people.Record) []*people.WireMessage {
	var out []*people.WireMessage
	for _, m := range album {
		c.s.Post(m)
		out = append(out, c.s.Wire(m))
	}
	return out
}

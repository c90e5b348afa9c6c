package sim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxBody is a little more than the 50 MB a bot may upload.
const maxBody = 52 << 20

// params are the parameters of one call, however they came: as text, and as files.
type params struct {
	values map[string]string
	files  map[string]upload
}

type upload struct {
	name string
	data []byte
}

// errHungUp says that the client went away in the middle of a call. Telegram never sees such a call, so there is none to judge.
var errHungUp = errors.New("the client hung up")

// readParams reads query, form, multipart or JSON.
func readParams(w http.ResponseWriter, r *http.Request) (params, error) {
	p := params{values: map[string]string{}, files: map[string]upload{}}
	p.addForm(r.URL.Query())
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	switch tooLarge := (*http.MaxBytesError)(nil); {
	case errors.As(err, &tooLarge):
		return p, err
	case err != nil:
		return p, fmt.Errorf("%w: %w", errHungUp, err)
	case len(body) == 0: // a client with nothing to say may send the header of a form without one
		return p, nil
	}
	kind, attrs, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "multipart/form-data":
		return p, p.readMultipart(multipart.NewReader(bytes.NewReader(body), attrs["boundary"]))
	case "application/json":
		return p, p.readJSON(body)
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		p.addForm(form)
		return p, err
	}
	return p, nil
}

func (p params) addForm(form url.Values) {
	for name, values := range form {
		p.values[name] = values[len(values)-1]
	}
}

func (p params) readMultipart(r *multipart.Reader) error {
	for {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read form: %w", err)
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("read form: %w", err)
		}
		if part.FileName() != "" {
			p.files[part.FormName()] = upload{part.FileName(), data}
		} else {
			p.values[part.FormName()] = string(data)
		}
	}
}

func (p params) readJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	for name, raw := range fields {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			s = string(raw)
		}
		p.values[name] = s
	}
	return nil
}

func (p params) str(name string) string { return p.values[name] }

func (p params) has(name string) bool {
	_, value := p.values[name]
	_, file := p.files[name]
	return value || file
}

// int is a number that check has seen; 0 if absent.
func (p params) int(name string) int64 {
	v, _ := strconv.ParseInt(p.values[name], 10, 64)
	return v
}

func (p params) bool(name string) bool {
	v, _ := strconv.ParseBool(p.values[name])
	return v
}

// json reads an object or a list into v; absent, it leaves v as it is.
func (p params) json(name string, v any) error {
	raw, ok := p.values[name]
	if !ok {
		return nil
	}
	if err := decode(raw, v); err != nil {
		return violates("can't parse %s JSON object: %v", strings.ReplaceAll(name, "_", " "), err)
	}
	return nil
}

// decode reads JSON and refuses fields v does not have.
func decode(data string, v any) error {
	d := json.NewDecoder(bytes.NewReader([]byte(data)))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

package method

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

// Params are the parameters of one call, however they came: as text, and as files.
type Params struct {
	Values map[string]string
	Files  map[string]Upload
}

// Upload is a file that came with a call.
type Upload struct {
	Name string
	Data []byte
}

// ErrHungUp says that the client went away in the middle of a call. Telegram never sees such a call, so there is none
// to judge.
var ErrHungUp = errors.New("the client hung up")

// ReadParams reads query, form, multipart or JSON.
func ReadParams(w http.ResponseWriter, r *http.Request) (Params, error) {
	p := Params{Values: map[string]string{}, Files: map[string]Upload{}}
	p.addForm(r.URL.Query())
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	switch tooLarge := (*http.MaxBytesError)(nil); {
	case errors.As(err, &tooLarge):
		return p, err
	case err != nil:
		return p, fmt.Errorf("%w: %w", ErrHungUp, err)
	case len(body) == 0: // a client with nothing to say may send the header of a form without one
		return p, nil
	}
	kind, attrs, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch kind {
	case "multipart/form-data":
		return p, p.readMultipart(multipart.NewReader(bytes.NewReader(body), attrs["boundary"]))
	case "application/json":
		return p, p.ReadJSON(body)
	case "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(body))
		p.addForm(form)
		return p, err
	}
	return p, nil
}

func (p Params) addForm(form url.Values) {
	for name, values := range form {
		p.Values[name] = values[len(values)-1]
	}
}

func (p Params) readMultipart(r *multipart.Reader) error {
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
			p.Files[part.FormName()] = Upload{part.FileName(), data}
		} else {
			p.Values[part.FormName()] = string(data)
		}
	}
}

// ReadJSON adds the parameters of a JSON object.
func (p Params) ReadJSON(data []byte) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return fmt.Errorf("read JSON: %w", err)
	}
	for name, raw := range fields {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			s = string(raw)
		}
		p.Values[name] = s
	}
	return nil
}

// Text is a parameter as it came; "" if absent.
func (p Params) Text(name string) string { return p.Values[name] }

// Has tells whether a parameter came, as text or as a file.
func (p Params) Has(name string) bool {
	_, value := p.Values[name]
	_, file := p.Files[name]
	return value || file
}

// Int is a number that check has seen; 0 if absent.
func (p Params) Int(name string) int64 {
	v, _ := strconv.ParseInt(p.Values[name], 10, 64)
	return v
}

// Bool is a truth that Check has seen; false if absent.
func (p Params) Bool(name string) bool {
	v, _ := strconv.ParseBool(p.Values[name])
	return v
}

// Decode reads an object or a list into v; absent, it leaves v as it is.
func (p Params) Decode(name string, v any) error {
	raw, ok := p.Values[name]
	if !ok {
		return nil
	}
	if err := decode(raw, v); err != nil {
		return Violates("can't parse %s JSON object: %v", strings.ReplaceAll(name, "_", " "), err)
	}
	return nil
}

// decode reads JSON and refuses fields v does not have.
func decode(data string, v any) error {
	d := json.NewDecoder(bytes.NewReader([]byte(data)))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

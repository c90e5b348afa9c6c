package wall

import (
	"encoding/xml"
	"errors"
	"net/http"
	"strings"
	"time"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/open311"
)

// The interface Open311 GeoReport v2 (http://wiki.open311.org/GeoReport_v2), in XML and JSON, below the address of each
// community. A case is a service request; that a place need not be a point on a map, the specification allows. What a
// case has beyond it, such as its step, stands in extended_attributes where a reader asks for extensions=true.

// resources serves what is asked for below /open311/v2/.
var resources = builder{build: func(p *sheet) (answer.Answer, error) {
	path := p.values["rest"]
	name, format := open311.Split(path)
	if format == "" {
		return answer.Answer{}, &open311.Fault{Code: http.StatusNotFound,
			Description: "the address must end in .xml or .json"}
	}
	if id := p.args.Get("jurisdiction_id"); id != "" && id != p.community.Code {
		return answer.Answer{}, &open311.Fault{Code: http.StatusNotFound, Description: "jurisdiction_id was not found"}
	}
	kind, which, one := strings.Cut(name, "/")
	switch {
	case kind == "services" && !one:
		return open311.Answer(format, "services", []open311.Service{p.service()})
	case kind == "services" && which == open311.ServiceCode:
		return open311.Answer(format, "", open311.Definition{Code: open311.ServiceCode, None: []string{}})
	case kind == "services":
		return answer.Answer{}, &open311.Fault{Code: http.StatusNotFound, Description: "service_code was not found"}
	case kind == "requests" && !one:
		return p.requests(format)
	case kind == "requests":
		return p.request(which, format)
	case kind == "tokens" && one:
		return p.token(which, format)
	}
	return answer.Answer{}, &open311.Fault{Code: http.StatusNotFound, Description: "there is no such resource"}
}}

func (p *sheet) service() open311.Service {
	return open311.Service{
		Code: open311.ServiceCode, Name: p.text("page.raise"), Description: p.text("page.service"), Type: "realtime",
		Keywords: "",
		Group:    p.Line(p.community.Name),
	}
}

// discovery says where the interface stands.
var discovery = builder{build: func(p *sheet) (answer.Answer, error) {
	name, format := open311.Split(p.values["name"])
	if name != "discovery" || format == "" {
		return answer.Answer{}, &open311.Fault{Code: http.StatusNotFound, Description: "there is no such resource"}
	}
	type formats struct {
		Format []string `xml:"format"`
	}
	type endpoint struct {
		XMLName       xml.Name `xml:"endpoint" json:"-"`
		Specification string   `xml:"specification" json:"specification"`
		URL           string   `xml:"url" json:"url"`
		Changeset     string   `xml:"changeset" json:"changeset"`
		Type          string   `xml:"type" json:"type"`
		Formats       formats  `xml:"formats" json:"-"`
		List          []string `xml:"-" json:"formats"`
	}
	kinds := []string{"text/xml", "application/json"}
	since := p.community.Founded.UTC().Format(time.RFC3339)
	return open311.Answer(format, "", struct {
		XMLName   xml.Name   `xml:"discovery" json:"-"`
		Changeset string     `xml:"changeset" json:"changeset"`
		Contact   string     `xml:"contact" json:"contact"`
		Key       string     `xml:"key_service" json:"key_service"`
		Endpoints []endpoint `xml:"endpoints>endpoint" json:"endpoints"`
	}{
		Changeset: since, Contact: p.text("page.service.contact"), Key: p.text("page.service.key"),
		Endpoints: []endpoint{{
			Specification: "http://wiki.open311.org/GeoReport_v2", URL: p.Abs("open311/v2"), Changeset: since,
			Type:    "production",
			Formats: formats{kinds}, List: kinds,
		}},
	})
}}

// spoken serves an interface: what goes wrong is told in the format that was asked for.
func (w *Wall) spoken(serve handler) handler {
	return func(rw http.ResponseWriter, r *http.Request) error {
		err := serve(rw, r)
		var wrong *open311.Fault
		switch {
		case errors.As(err, &wrong):
		case errors.Is(err, errNotFound):
			wrong = &open311.Fault{Code: http.StatusNotFound, Description: "there is no such community"}
		case errors.Is(err, errBusy):
			wrong = &open311.Fault{Code: http.StatusServiceUnavailable, Description: "too much at once; try again later"}
		default:
			return err
		}
		_, format := open311.Split(r.URL.Path)
		a, err := open311.Answer(format, "errors", []open311.Fault{*wrong})
		if err != nil {
			return err
		}
		rw.Header().Set("Content-Type", a.Kind)
		rw.Header().Set("Cache-Control", "no-store")
		rw.WriteHeader(wrong.Code)
		_, _ = rw.Write(a.Body) // a reader that has gone is no matter
		return nil
	}
}

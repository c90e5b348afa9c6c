package wall

import (
	"encoding/xml"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

// The interface Open311 GeoReport v2 (http://wiki.open311.org/GeoReport_v2), in XML and JSON, below the address of each community. A
// case is a service request; that a place need not be a point on a map, the specification allows. What a case has beyond it, such
// as its step, stands in extended_attributes where a reader asks for extensions=true.

// The elements, as both formats name them.
type (
	service struct {
		XMLName     xml.Name `xml:"service" json:"-"`
		Code        string   `xml:"service_code" json:"service_code"`
		Name        string   `xml:"service_name" json:"service_name"`
		Description string   `xml:"description" json:"description"`
		Metadata    bool     `xml:"metadata" json:"metadata"`
		Type        string   `xml:"type" json:"type"`
		Keywords    string   `xml:"keywords" json:"keywords"`
		Group       string   `xml:"group" json:"group"`
	}
	definition struct {
		XMLName    xml.Name `xml:"service_definition" json:"-"`
		Code       string   `xml:"service_code" json:"service_code"`
		Attributes struct{} `xml:"attributes" json:"-"`
		None       []string `xml:"-" json:"attributes"`
	}
	request struct {
		XMLName    xml.Name  `xml:"request" json:"-"`
		ID         string    `xml:"service_request_id" json:"service_request_id"`
		Status     string    `xml:"status" json:"status"`
		Notes      string    `xml:"status_notes" json:"status_notes"`
		Name       string    `xml:"service_name" json:"service_name"`
		Code       string    `xml:"service_code" json:"service_code"`
		Text       string    `xml:"description" json:"description"`
		Agency     string    `xml:"agency_responsible" json:"agency_responsible"`
		Notice     string    `xml:"service_notice" json:"service_notice"`
		Requested  string    `xml:"requested_datetime" json:"requested_datetime"`
		Updated    string    `xml:"updated_datetime" json:"updated_datetime"`
		Expected   string    `xml:"expected_datetime" json:"expected_datetime"`
		Address    string    `xml:"address" json:"address"`
		AddressID  string    `xml:"address_id" json:"address_id"`
		Zip        string    `xml:"zipcode" json:"zipcode"`
		Lat        string    `xml:"lat" json:"lat"`
		Long       string    `xml:"long" json:"long"`
		Media      string    `xml:"media_url" json:"media_url"`
		Extensions *extended `xml:"extended_attributes" json:"extended_attributes,omitempty"`
	}
	extended struct {
		URL        string `xml:"url" json:"url"`
		Title      string `xml:"title" json:"title"`
		Stage      string `xml:"stage" json:"stage"`
		Step       string `xml:"step" json:"step"`
		StepNumber int    `xml:"step_number" json:"step_number"`
		Steps      int    `xml:"steps" json:"steps"`
		Overdue    bool   `xml:"overdue" json:"overdue"`
		Supporters int    `xml:"supporters" json:"supporters"`
		Outcome    string `xml:"outcome" json:"outcome"`
	}
	receipt struct {
		XMLName xml.Name `xml:"request" json:"-"`
		ID      string   `xml:"service_request_id,omitempty" json:"service_request_id,omitempty"`
		Token   string   `xml:"token,omitempty" json:"token,omitempty"`
		Notice  string   `xml:"service_notice" json:"service_notice"`
		Account string   `xml:"account_id" json:"account_id"`
	}
	fault struct {
		XMLName     xml.Name `xml:"error" json:"-"`
		Code        int      `xml:"code" json:"code"`
		Description string   `xml:"description" json:"description"`
	}
)

// Error is what a fault says.
func (f *fault) Error() string { return f.Description }

// serviceCode is the one service there is: anything may be raised.
const serviceCode = "issue"

// inFormat writes things in the format that an address ends in. The name is that of the element around them in XML.
func inFormat(format, around string, things any) (answer, error) {
	if format == "json" {
		return jsonAnswer(things)
	}
	body := things
	if around != "" {
		body = struct {
			XMLName xml.Name
			Things  any
		}{xml.Name{Local: around}, things}
	}
	raw, err := xml.Marshal(body)
	return answer{"text/xml; charset=utf-8", append([]byte(xml.Header), raw...)}, err
}

// split parts a name and the format behind it: "12.json".
func split(name string) (string, string) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 && (name[i+1:] == "xml" || name[i+1:] == "json") {
		return name[:i], name[i+1:]
	}
	return name, ""
}

// open311 serves what is asked for below /open311/v2/.
var open311 = builder{build: func(p *sheet) (answer, error) {
	path := p.values["rest"]
	name, format := split(path)
	if format == "" {
		return answer{}, &fault{Code: http.StatusNotFound, Description: "the address must end in .xml or .json"}
	}
	if id := p.args.Get("jurisdiction_id"); id != "" && id != p.community.Code {
		return answer{}, &fault{Code: http.StatusNotFound, Description: "jurisdiction_id was not found"}
	}
	kind, which, one := strings.Cut(name, "/")
	switch {
	case kind == "services" && !one:
		return inFormat(format, "services", []service{p.service()})
	case kind == "services" && which == serviceCode:
		return inFormat(format, "", definition{Code: serviceCode, None: []string{}})
	case kind == "services":
		return answer{}, &fault{Code: http.StatusNotFound, Description: "service_code was not found"}
	case kind == "requests" && !one:
		return p.requests(format)
	case kind == "requests":
		return p.request(which, format)
	case kind == "tokens" && one:
		return p.token(which, format)
	}
	return answer{}, &fault{Code: http.StatusNotFound, Description: "there is no such resource"}
}}

func (p *sheet) service() service {
	return service{
		Code: serviceCode, Name: p.text("page.raise"), Description: p.text("page.service"), Type: "realtime", Keywords: "",
		Group: p.Line(p.community.Name),
	}
}

// discovery says where the interface stands.
var discovery = builder{build: func(p *sheet) (answer, error) {
	name, format := split(p.values["name"])
	if name != "discovery" || format == "" {
		return answer{}, &fault{Code: http.StatusNotFound, Description: "there is no such resource"}
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
	return inFormat(format, "", struct {
		XMLName   xml.Name   `xml:"discovery" json:"-"`
		Changeset string     `xml:"changeset" json:"changeset"`
		Contact   string     `xml:"contact" json:"contact"`
		Key       string     `xml:"key_service" json:"key_service"`
		Endpoints []endpoint `xml:"endpoints>endpoint" json:"endpoints"`
	}{
		Changeset: since, Contact: p.text("page.service.contact"), Key: p.text("page.service.key"),
		Endpoints: []endpoint{{
			Specification: "http://wiki.open311.org/GeoReport_v2", URL: p.Abs("open311/v2"), Changeset: since, Type: "production",
			Formats: formats{kinds}, List: kinds,
		}},
	})
}}

// spoken serves an interface: what goes wrong is told in the format that was asked for.
func (w *Wall) spoken(serve handler) handler {
	return func(rw http.ResponseWriter, r *http.Request) error {
		err := serve(rw, r)
		var wrong *fault
		switch {
		case errors.As(err, &wrong):
		case errors.Is(err, errNotFound):
			wrong = &fault{Code: http.StatusNotFound, Description: "there is no such community"}
		case errors.Is(err, errBusy):
			wrong = &fault{Code: http.StatusServiceUnavailable, Description: "too much at once; try again later"}
		default:
			return err
		}
		_, format := split(r.URL.Path)
		a, err := inFormat(format, "errors", []fault{*wrong})
		if err != nil {
			return err
		}
		rw.Header().Set("Content-Type", a.kind)
		rw.Header().Set("Cache-Control", "no-store")
		rw.WriteHeader(wrong.Code)
		_, _ = rw.Write(a.body) // a reader that has gone is no matter
		return nil
	}
}

// among tells whether a list in an address, parted by commas, is empty or names a thing.
func among(list, thing string) bool {
	return list == "" || slices.ContainsFunc(strings.Split(list, ","), func(x string) bool { return strings.TrimSpace(x) == thing })
}

package open311

import (
	"encoding/xml"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"echowall/bot/wall/answer"
	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/fit"
	"echowall/flows/life"
)

// maxPlace is how long the name of a place may be, in bytes.
const maxPlace = 300

// ServiceCode is the one service there is: anything may be raised.
const ServiceCode = "issue"

// Answer writes things in the format that an address ends in. The name is that of the element around them in XML.
func Answer(format, around string, things any) (answer.Answer, error) {
	if format == "json" {
		return answer.JSON(things)
	}
	body := things
	if around != "" {
		body = struct {
			XMLName xml.Name
			Things  any
		}{xml.Name{Local: around}, things}
	}
	raw, err := xml.Marshal(body)
	return answer.New("text/xml; charset=utf-8", append([]byte(xml.Header), raw...)), err
}

// Split parts a name and the format behind it: "12.json".
func Split(name string) (string, string) {
	if i := strings.LastIndexByte(name, '.'); i >= 0 && (name[i+1:] == "xml" || name[i+1:] == "json") {
		return name[:i], name[i+1:]
	}
	return name, ""
}

// Matter makes the text of a case of a form.
func Matter(r *http.Request, code string) (string, error) {
	f := r.Form
	bad := func(text string) error { return &Fault{Code: http.StatusBadRequest, Description: text} }
	place, lat, long := fit.Text(f.Get("address_string")), f.Get("lat"), f.Get("long")
	if place == "" {
		place = fit.Text(f.Get("address_id"))
	}
	text := strings.TrimSpace(fit.Text(f.Get("description")))
	switch id := f.Get("jurisdiction_id"); {
	case id != "" && id != code:
		return "", &Fault{Code: http.StatusNotFound, Description: "jurisdiction_id was not found"}
	case f.Get("api_key") == "":
		return "", &Fault{Code: http.StatusForbidden, Description: "api_key was not provided"}
	case f.Get("service_code") == "":
		return "", bad("service_code was not provided")
	case f.Get("service_code") != ServiceCode:
		return "", &Fault{Code: http.StatusNotFound, Description: "service_code was not found"}
	case text == "":
		return "", bad("description was not provided")
	case utf8.RuneCountInString(text) > dialog.MaxText-2*maxPlace:
		return "", bad("description is too long")
	case place == "" && (lat == "" || long == ""):
		return "", bad("a location was not provided: lat and long, address_string or address_id")
	case len(place) > maxPlace || len(f.Get("media_url")) > maxPlace:
		return "", bad("the address or media_url is too long")
	}
	if lat != "" && long != "" {
		if !degrees(lat, 90) || !degrees(long, 180) {
			return "", bad("lat and long must be degrees")
		}
		place = strings.TrimSpace(place + " (" + lat + ", " + long + ")")
	}
	text += "\n📍 " + place
	if media := f.Get("media_url"); strings.HasPrefix(media, "https://") || strings.HasPrefix(media, "http://") {
		text += "\n🖼 " + fit.Text(media)
	}
	return text, nil
}

func degrees(text string, most float64) bool {
	x, err := strconv.ParseFloat(text, 64)
	return err == nil && x >= -most && x <= most && len(text) < 24
}

// Refused is why a filing was not taken.
func Refused(reply flows.Reply) error {
	if reply.Reason == life.WrongKey {
		return &Fault{Code: http.StatusForbidden, Description: "api_key is not one that opens this community"}
	}
	return &Fault{Code: http.StatusBadRequest, Description: "description is too short to know what it is about"}
}

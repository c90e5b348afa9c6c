package method

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// Check holds the parameters against what the method takes.
func (p Params) Check(known []Param) error {
	for _, k := range known {
		if k.required && !p.Has(k.name) {
			return BadRequest("%s", missing(k.name))
		}
	}
	for name, value := range p.Values {
		k, ok := named(known, name)
		if !ok {
			return Violates("unknown parameter %q", name)
		}
		if !k.fits(value) {
			return Violates("parameter %q has the wrong type: %q", name, value)
		}
	}
	return p.checkFiles(known)
}

func named(known []Param, name string) (Param, bool) {
	i := slices.IndexFunc(known, func(k Param) bool { return k.name == name })
	if i < 0 {
		return Param{}, false
	}
	return known[i], true
}

// missing is what Telegram says when a parameter is not there.
func missing(name string) string {
	switch name {
	case "text":
		return "message text is empty"
	case "message_id":
		return "message identifier is not specified"
	case "user_id":
		return "invalid user_id specified"
	case "file_id":
		return "file_id not specified"
	case "photo", "document", "media":
		return "there is no " + name + " in the request"
	case "action":
		return "wrong parameter action in request"
	}
	return name + " is empty"
}

func (p Params) checkFiles(known []Param) error {
	for name := range p.Files {
		k, ok := named(known, name)
		if ok && k.kind != kindFile {
			return Violates("parameter %q is not a file", name)
		}
		if !ok && !p.attached(name) {
			return Violates("unknown file %q", name)
		}
	}
	return nil
}

// attached tells whether some parameter names the upload as attach://name.
func (p Params) attached(name string) bool {
	for _, v := range p.Values {
		if strings.Contains(v, "attach://"+name) {
			return true
		}
	}
	return false
}

// fits tells whether a value is of the parameter's type.
func (k Param) fits(value string) bool {
	switch k.kind {
	case kindInt:
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil
	case kindBool:
		_, err := strconv.ParseBool(value)
		return err == nil
	case kindChat:
		_, err := strconv.ParseInt(value, 10, 64)
		return err == nil || strings.HasPrefix(value, "@") && len(value) > 1
	case kindJSON:
		return json.Valid([]byte(value))
	default:
		return true
	}
}

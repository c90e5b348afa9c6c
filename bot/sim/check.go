package sim

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// check holds the parameters against what the method takes.
func (p params) check(known []param) error {
	for _, k := range known {
		if k.required && !p.has(k.name) {
			return badRequest("%s", missing(k.name))
		}
	}
	for name, value := range p.values {
		k, ok := named(known, name)
		if !ok {
			return violates("unknown parameter %q", name)
		}
		if !k.fits(value) {
			return violates("parameter %q has the wrong type: %q", name, value)
		}
	}
	return p.checkFiles(known)
}

func named(known []param, name string) (param, bool) {
	i := slices.IndexFunc(known, func(k param) bool { return k.name == name })
	if i < 0 {
		return param{}, false
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

func (p params) checkFiles(known []param) error {
	for name := range p.files {
		k, ok := named(known, name)
		if ok && k.kind != kindFile {
			return violates("parameter %q is not a file", name)
		}
		if !ok && !p.attached(name) {
			return violates("unknown file %q", name)
		}
	}
	return nil
}

// attached tells whether some parameter names the upload as attach://name.
func (p params) attached(name string) bool {
	for _, v := range p.values {
		if strings.Contains(v, "attach://"+name) {
			return true
		}
	}
	return false
}

// fits tells whether a value is of the parameter's type.
func (k param) fits(value string) bool {
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

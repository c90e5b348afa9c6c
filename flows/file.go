package flows

import (
	"errors"

	"echowall/flows/community"
)

// filed is the case that came of a filing, by its token: whoever filed it and heard no answer asks with that.
type filed struct {
	Case int `json:"case"`
}

func filedKey(token string) string { return "x:filed:" + token }

// FiledAs is the number of the case that came of a filing; 0 where none has.
func FiledAs(s *community.State, token string) int {
	if f := community.Extra[filed](s.Records, filedKey(token)); f != nil {
		return f.Case
	}
	return 0
}

// file takes a case from another system, once.
func (t *turn) file(in Input, d *done) error {
	d.cause = "file"
	if d.reply.Case = FiledAs(d.sheet, in.Filing.Token); d.reply.Case != 0 {
		d.reply.Again = true
		return nil
	}
	raised, err := community.File(d.sheet, in.Filing.Key, in.Filing.Text)
	var refusal *community.Refusal
	if errors.As(err, &refusal) {
		d.reply.Refused, d.reply.Reason, d.reply.Toast = true, refusal.Reason, &refusal.Message
		return nil
	}
	if err != nil {
		return err
	}
	t.happen(d, []community.Event{raised})
	d.reply.Case = raised.Case
	community.SetExtra(d.sheet.Records, filedKey(in.Filing.Token), &filed{raised.Case})
	return nil
}

package flows

import (
	"errors"

	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/proof"
	"echowall/flows/record"
)

// filed is the case that came of a filing, by its token: whoever filed it and heard no answer asks with that.
type filed struct {
	Case int `json:"case"`
}

func filedKey(token string) string { return "x:filed:" + token }

// FiledAs is the number of the case that came of a filing; 0 where none has.
func FiledAs(s *life.State, token string) int {
	if f := record.Extra[filed](s.Records, filedKey(token)); f != nil {
		return f.Case
	}
	return 0
}

// file takes a case from another system, once.
func (t *batch) file(in Input, d *done) error {
	d.cause = string(proof.FromFiling)
	if d.reply.Case = FiledAs(d.sheet, in.Filing.Token); d.reply.Case != 0 {
		d.reply.Again = true
		return nil
	}
	raised, err := office.File(d.sheet, in.Filing.Key, in.Filing.Text)
	var refusal *life.Refusal
	if errors.As(err, &refusal) {
		d.reply.Refused, d.reply.Reason, d.reply.Toast = true, refusal.Reason, &refusal.Message
		return nil
	}
	if err != nil {
		return err
	}
	t.happen(d, []life.Event{raised})
	d.reply.Case = raised.Case
	record.SetExtra(d.sheet.Records, filedKey(in.Filing.Token), &filed{raised.Case})
	return nil
}

package flows

import (
	"fmt"
	"slices"

	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/ties"
	"echowall/storage"
)

// Communities are committed apart, so one speaks to another by letters: a letter lies in the outbox of its writer until
// it is committed by its reader. Should the process die between the two, it comes again and is known by its id.

// heard are the ids of the letters that came last from a community. They come in order, one after another, so only the
// very last can come twice; the others are kept against surprises.
type heard struct {
	IDs []string `json:"ids"`
}

const heardLast = 32

func heardKey(from string) string { return "x:heard:" + from }

// number gives a letter to another community its id: the entry of the journal that it tells of, and its place among the
// notices of that entry. No other letter of this community ever has it.
func (t *turn) number(l *storage.Letter, n say.Notice, place int) error {
	if n.Mail == nil {
		return nil
	}
	mail := *n.Mail
	mail.ID = fmt.Sprintf("%d.%d", t.head.Seq, place)
	n.Mail = &mail
	numbered, err := letter(n)
	*l = numbered
	return err
}

// receive takes a letter from another community, once.
func (t *turn) receive(in Input, d *done) {
	d.cause = "letter"
	key := heardKey(in.Letter.From)
	seen := heard{}
	if known := record.Extra[heard](d.sheet.Records, key); known != nil {
		seen = *known
	}
	if slices.Contains(seen.IDs, in.LetterID) {
		d.reply.Again = true
		return
	}
	l := *in.Letter
	l.Seed = t.seed
	t.happen(d, ties.Receive(d.sheet, l, in.At))
	seen.IDs = append(slices.Clone(seen.IDs), in.LetterID)
	seen.IDs = seen.IDs[max(len(seen.IDs)-heardLast, 0):]
	record.SetExtra(d.sheet.Records, key, &seen)
	d.keep = true
}

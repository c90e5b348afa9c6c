package flows

import (
	"slices"
	"strconv"
	"strings"

	"echowall/flows/convening"
	"echowall/flows/dialog"
	"echowall/flows/form"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
)

// origin ties a message, or an album, to the case that came from it. It is kept outside the journal.
type origin struct {
	Case int `json:"case"`
}

func originKey(chat int64, message int) string {
	return "x:origin:" + strconv.FormatInt(chat, 10) + ":" + strconv.Itoa(message)
}

func albumKey(chat int64, album string) string {
	return "x:album:" + strconv.FormatInt(chat, 10) + ":" + album
}

// about is the command line that a posted message lets people answer in words; see say.Notice.
type about struct {
	Line string `json:"line"`
}

func aboutKey(chat int64, message int) string {
	return "x:about:" + strconv.FormatInt(chat, 10) + ":" + strconv.Itoa(message)
}

// edited follows an edit of the message a case came from. Other edits mean nothing: what was said is done.
func (w *words) edited() (cmd life.Command, ok bool, err error) {
	from := record.Extra[origin](w.s.Records, originKey(w.in.Chat.ID, w.in.Message))
	if from == nil || life.Early(w.s, life.Command{Verb: permission.Reword, By: w.by, Case: from.Case}) != nil {
		return cmd, false, nil
	}
	text := w.in.Text
	if verb, rest := dialog.Verb(w.in.Line); verb == permission.Raise {
		text = rest
	}
	cmd = w.base()
	cmd.Verb, cmd.Case, cmd.Values = permission.Reword, from.Case, life.Prose{Text: dialog.Clean(text)}
	return cmd, true, nil
}

// albumOf is what an album began: a case, or with number 0 a question or another command; nil when it began nothing.
func (w *words) albumOf() *origin {
	if from := record.Extra[origin](w.s.Records, albumKey(w.in.Chat.ID, w.in.Album)); from != nil {
		return from
	}
	if d := w.dialog(); d != nil && d.Album == w.in.Album {
		return &origin{}
	}
	return nil
}

// alsoInAlbum adds a photo to what the first message of its album began.
func (w *words) alsoInAlbum() (cmd life.Command, ok bool, err error) {
	from := w.albumOf()
	if from.Case == 0 {
		w.alsoInDialog()
		return cmd, false, nil
	}
	cmd = w.base()
	cmd.Verb, cmd.Case = permission.Photo, from.Case
	if life.Early(w.s, cmd) != nil {
		return cmd, false, nil
	}
	return cmd, true, nil
}

// alsoInDialog adds a photo to what waits for its answer, if that is what its album began.
func (w *words) alsoInDialog() {
	waits := w.dialog()
	if waits == nil || waits.Album != w.in.Album {
		return
	}
	d := *waits
	d.Photos = slices.Concat(d.Photos, w.in.Photos)
	record.SetExtra(w.s.Records, dialogKey(w.in.User.ID, w.in.Chat.ID), &d)
	w.d.keep = true
}

// replied reads an answer in words to something the bot wrote. Talk below an echo that means no command is left alone.
func (w *words) replied() (cmd life.Command, ok bool, err error) {
	on := record.Extra[about](w.s.Records, aboutKey(w.in.Chat.ID, w.in.Reply.Message))
	if on == nil {
		return w.unasked()
	}
	verb, rest := dialog.Verb(on.Line)
	switch verb {
	case fillVerb:
		if d := w.dialog(); d != nil && d.ID == rest {
			return w.fill(d, w.in.Text)
		}
		return cmd, false, refusal("refuse.stale")
	case permission.Case:
		return w.underCard(rest)
	}
	if verb, rest = w.now(verb, rest); verb == permission.Statement {
		return w.spoken(rest)
	}
	got := form.Values{}
	if _, err := w.reader().Line(verb, rest, got); err != nil {
		// The line was written by an older program.
		return cmd, false, refusal("refuse.stale")
	}
	if _, missing := dialog.Missing(w.engine.Verbs, verb, got, false); !missing {
		if meaning := w.meaning(); meaning != "confirm" && meaning != "yes" {
			return cmd, false, refusal("refuse.words", say.Args{"Text": say.Text(short(w.in.Text))})
		}
		return w.complete(verb, got, false, nil)
	}
	wish, err := w.reader().Line(verb, w.in.Text, got)
	return w.complete(verb, got, wish, err)
}

// meaning is the canonical word of what was said, where all of it is one.
func (w *words) meaning() string {
	return w.engine.Words[dialog.Fold(strings.Trim(w.in.Text, " 。.!！~～"))]
}

// underCard reads a reply to an echo or a card: "附议" supports the case; other talk is for the people, not for the bot.
func (w *words) underCard(number string) (cmd life.Command, ok bool, err error) {
	if w.meaning() == "support" {
		return w.parsed(permission.Support, number)
	}
	if convening.Speaks(w.s, w.by, atoi(number), w.in.At) {
		return w.spoken(number)
	}
	return w.unasked()
}

// spoken is a reply that is a statement in a meeting.
func (w *words) spoken(number string) (cmd life.Command, ok bool, err error) {
	got := form.Values{"case": number, "reply": "yes"}
	if err := w.reader().Answer(form.Field{Name: "text", Kind: form.Text}, w.in.Text, got); err != nil {
		return cmd, false, nil // a thumb or a photo is no statement
	}
	return w.complete(permission.Statement, got, false, nil)
}

// unasked is talk in reply to the bot that answers nothing: in the group it is left alone, in private it may be an issue.
func (w *words) unasked() (cmd life.Command, ok bool, err error) {
	if w.in.Raise {
		return w.parsed(permission.Raise, w.in.Text)
	}
	if !w.in.Chat.Private {
		return cmd, false, nil
	}
	if d := w.dialog(); d != nil {
		return w.fill(d, w.in.Text)
	}
	return w.offer()
}

// offer asks whether what somebody wrote in private is to be an issue, and under which name.
func (w *words) offer() (cmd life.Command, ok bool, err error) {
	text := strings.TrimSpace(dialog.Clean(w.in.Text))
	if text == "" && len(w.in.Photos) == 0 {
		return cmd, false, refusal("refuse.not_text")
	}
	if w.s.Head() == nil {
		return cmd, false, refusal("refuse.not_set_up")
	}
	switch w.meaning() {
	case "yes", "no", "abstain":
		// A vote that was not said in reply to its ballot is no issue, and if it was to be secret it must not be kept.
		return cmd, false, refusal("refuse.reply_to_vote")
	}
	got := form.Values{}
	if err := w.reader().Answer(form.Field{Name: "text", Kind: form.Text}, text, got); err != nil && len(w.in.Photos) == 0 {
		return cmd, false, refusal("refuse.not_text")
	}
	got["text"] = text
	f, _ := dialog.Missing(w.engine.Verbs, permission.Raise, got, true)
	return cmd, false, w.ask(permission.Raise, got, f, true, nil)
}

// afterwards keeps what later inputs lean on: which message a case came from, what language a person chose.
func (w *words) afterwards(cmd life.Command, events []life.Event, notices []say.Notice) {
	switch cmd.Verb {
	case permission.Setup:
		w.s.Learn(profile(w.in.User, 1, false))
		w.d.met = append(w.d.met, w.in.User.ID)
	case permission.Behalf:
		w.nameOf(cmd, events)
	case permission.Erase:
		if len(events) > 0 {
			w.forget()
		}
	case permission.Language:
		if len(events) == 0 {
			if chosen, is := cmd.Values.(office.Language); is {
				w.s.Speak(w.by, chosen.Language)
			}
			w.d.keep = true
		}
	}
	if p := w.s.Person(w.by); cmd.Verb == permission.Start && p != nil && len(p.Grants) > 0 {
		w.d.notices = append(w.d.notices, say.Notice{To: say.Address{Person: w.by}, View: say.MenuView(w.by)})
	}
	album := 0
	for _, e := range events {
		if raised, ok := e.(intake.CaseRaised); ok {
			album = raised.Case
			w.originOf(raised.Case, notices)
		}
	}
	if w.in.Album != "" && len(events) > 0 && cmd.Verb != permission.Photo {
		record.SetExtra(w.s.Records, albumKey(w.in.Chat.ID, w.in.Album), &origin{Case: album})
	}
}

// nameOf keeps the name of somebody without Telegram for whom a matter was entered; an anonymous one is not kept at all.
func (w *words) nameOf(cmd life.Command, events []life.Event) {
	said, is := cmd.Values.(intake.Behalf)
	for _, e := range events {
		if joined, ok := e.(personnel.PersonJoined); ok && is && !said.Anonymous && joined.Person != w.by {
			w.s.Learn(people.Profile{Person: joined.Person, Name: said.Name})
		}
	}
}

// source is the message that a command began with.
func (w *words) source() int {
	if w.filled != nil {
		return w.filled.Source
	}
	return w.in.Message
}

// originOf keeps which message a case came from: its author may edit it, and in a group the card answers it.
func (w *words) originOf(number int, notices []say.Notice) {
	message := w.source()
	if message == 0 {
		return
	}
	record.SetExtra(w.s.Records, originKey(w.in.Chat.ID, message), &origin{Case: number})
	if w.in.Chat.Private {
		return
	}
	record.SetExtra(w.s.Records, sourceKey(say.CardView(number)), &source{Chat: w.in.Chat.ID, Message: message})
	for i := range notices {
		if notices[i].View == say.CardView(number) {
			notices[i].Reply = message
		}
	}
}

// forget deletes what the engine keeps under a user's id: questions, and what messages of the private chat were about. The chat id
// of a private chat is the user's.
func (w *words) forget() {
	user := strconv.FormatInt(w.in.User.ID, 10)
	for _, prefix := range []string{dialogPrefix, "x:about:", "x:origin:", "x:album:"} {
		record.DropExtras(w.s.Records, prefix+user+":")
	}
	w.d.left = append(w.d.left, w.in.User.ID)
}

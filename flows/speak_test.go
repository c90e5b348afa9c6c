package flows_test

import (
	"context"
	"strconv"
	"strings"

	"echowall/flows"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// group, private and admin let somebody write, and return what they are told; see do. What begins with a slash is a
// command.
func (v *village) group(u talk.User, text string, more ...func(*flows.Input)) string {
	v.t.Helper()
	return v.do(v.input(u, text, more...))
}

func (v *village) private(u talk.User, text string, more ...func(*flows.Input)) string {
	v.t.Helper()
	return v.do(v.input(u, text, append([]func(*flows.Input){alone}, more...)...))
}

func (v *village) admin(u talk.User, text string) string {
	v.t.Helper()
	return v.group(u, text, func(in *flows.Input) { in.Admin = true })
}

// press lets somebody press a button in the group, or with alone in the private chat.
func (v *village) press(u talk.User, line string, more ...func(*flows.Input)) string {
	v.t.Helper()
	return v.do(v.input(u, "/"+line, append([]func(*flows.Input){func(in *flows.Input) { in.Press = true }}, more...)...))
}

// input is what somebody writes in the group.
func (v *village) input(u talk.User, text string, more ...func(*flows.Input)) flows.Input {
	v.updates++
	v.posted++
	in := flows.Input{
		ID: "u" + strconv.Itoa(v.updates), At: v.clock.Now(), Code: v.engine.Code(), User: u, Message: v.posted,
		Chat: talk.Chat{ID: v.chat, Title: "Willow Lane"},
	}
	if line, ok := strings.CutPrefix(text, "/"); ok {
		in.Line = line
	} else {
		in.Text = text
	}
	for _, change := range more {
		change(&in)
	}
	return in
}

// alone moves an input into the private chat of its user.
func alone(in *flows.Input) { in.Chat = talk.Chat{ID: in.User.ID, Private: true} }

// photo adds photos, album makes them part of an album.
func photo(files ...string) func(*flows.Input) { return func(in *flows.Input) { in.Photos = files } }

func album(id string) func(*flows.Input) { return func(in *flows.Input) { in.Album = id } }

// to makes an input a reply to a message of the bot, below to one of somebody else.
func to(message int) func(*flows.Input) {
	return func(in *flows.Input) { in.Reply = &talk.Replied{Message: message, Own: true} }
}

func below(u talk.User, text string, photos ...string) func(*flows.Input) {
	return func(in *flows.Input) { in.Reply = &talk.Replied{Message: 1, User: u, Text: text, Photos: photos} }
}

// mention is what was said to the bot by its name, edit what a message was changed into.
func mention(in *flows.Input) { in.Raise = true }

func edit(message int) func(*flows.Input) {
	return func(in *flows.Input) { in.Edited, in.Message = true, message }
}

// do takes an input down the road, delivers what follows, and returns what the one who asked was told, shortly:
//
//	receipt.raised                    a message in the same chat
//	ask.again(problem.date ask.when)  with the messages in it
//	toast:refuse.stale                an answer in passing
//	private:ask.text.object           a message in the private chat, for what was said in the group
//	edit:ask.when                     a message that was changed
//	view:card:1                       a view
func (v *village) do(in flows.Input) string {
	v.t.Helper()
	reply, err := v.engine.Do(context.Background(), v.id, in)
	if err != nil {
		v.t.Fatalf("%+v: %v", in, err)
	}
	var told []string
	if reply.Toast != nil {
		told = append(told, "toast:"+reply.Toast.ID)
	}
	for _, n := range reply.Whispers {
		told = append(told, "whisper:"+n.Message.ID)
	}
	for _, x := range v.deliver() {
		if x.Class != say.Answer {
			v.news = append(v.news, x)
			continue
		}
		told = append(told, x.short(in.Chat.ID))
	}
	return strings.Join(told, " ")
}

// told is a notice as it was posted.
type told struct {
	say.Notice
	chat    int64
	message int
}

func (x told) short(chat int64) string {
	s := x.Message.ID
	if x.View != "" {
		s = "view:" + x.View
	}
	if x.Message.ID == "ask.again" {
		s += "(" + x.Message.Args["Problem"].Msg.ID + " " + x.Message.Args["Ask"].Msg.ID + ")"
	}
	if x.chat != chat {
		s = "private:" + s
	}
	if x.Edit != 0 {
		s = "edit:" + s
	}
	return s
}

// lines are the command lines of the buttons below a message.
func (x told) lines() []string {
	var all []string
	for _, row := range x.Buttons {
		for _, b := range row {
			all = append(all, b.Line)
		}
	}
	return all
}

// deliver takes all messages out of the outbox, in order, as if they had been posted.
func (v *village) deliver() (all []told) {
	v.t.Helper()
	v.must(v.file.Update(context.Background(), v.id, func(tx storage.Tx) error {
		all = nil
		messages, err := tx.Outbox(0, 10_000)
		if err != nil {
			return err
		}
		for _, l := range messages {
			if n, err := flows.OpenMessage(l); err == nil && n.Dispatch != nil {
				continue // it waits for postTo
			}
			x, err := v.post(tx, l)
			if err != nil {
				return err
			}
			all = append(all, x)
		}
		return nil
	}))
	return all
}

func (v *village) post(tx storage.Tx, l storage.Message) (told, error) {
	n, err := flows.OpenMessage(l)
	if err != nil {
		return told{}, err
	}
	if _, err := tx.Sent(l.Seq, l.Revision); err != nil {
		return told{}, err
	}
	x := told{Notice: n, message: n.Edit}
	if x.chat, err = v.chatOf(tx, n); err != nil {
		return x, err
	}
	if x.chat == 0 {
		return x, flows.Undelivered(tx, v.methods, n)
	}
	if strings.HasPrefix(n.View, "menu:") {
		return x, nil // it is no message
	}
	if x.message == 0 {
		v.posted++
		x.message = v.posted
	}
	return x, flows.KeepPosted(tx, n, flows.Posted{Chat: x.chat, Message: x.message})
}

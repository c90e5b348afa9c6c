package demo

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"
	"strings"

	"echowall/bot/sim/people"
)

// prompt lets somebody at the terminal speak as anybody of the village.
type prompt struct {
	*narrator
	console
	ground *playground
	// speaker is who spoke last, and inPrivate where.
	speaker   string
	inPrivate bool
}

func newPrompt(g *playground, n *narrator, on console) *prompt {
	n.full = true
	return &prompt{narrator: n, console: on, ground: g, speaker: persons()[0].key}
}

// run reads lines until the end of input, a word that ends, or the end of ctx. address is where the page is.
func (p *prompt) run(ctx context.Context, address string) error {
	p.stopped = p.paragraph
	p.page.gap()
	p.page.plain(headingInk, p.say("demo.open", map[string]any{"URL": address}))
	p.page.gap()
	p.page.plain(plainInk, p.say("demo.help", nil))
	lines, failed := read(ctx, p.in)
	for {
		p.ask()
		select {
		case <-ctx.Done():
			p.page.line("")
			return p.page.err
		case line, more := <-lines:
			if !more {
				p.page.line("")
				return errors.Join(<-failed, p.page.err)
			}
			if over, err := p.respond(ctx, line); over || err != nil {
				return err
			}
		}
	}
}

// read reads lines on its own, for a read from a terminal cannot be called off: when ctx ends first, the goroutine ends
// with its next line, or with the program.
func read(ctx context.Context, in io.Reader) (<-chan string, <-chan error) {
	lines, failed := make(chan string), make(chan error, 1)
	go func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				failed <- nil
				return
			}
		}
		failed <- scanner.Err()
	}()
	return lines, failed
}

// ask shows who speaks, and whether to all.
func (p *prompt) ask() {
	mark := "> "
	if p.inPrivate {
		mark = ">> "
	}
	p.page.gap()
	p.page.prompt(p.page.paint(faintInk, p.stamp(p.clock.Now())) + "  " + p.page.paint(nameInk, p.speaker+mark))
}

// respond takes a line while nobody moves the clock or begins anew on the page.
func (p *prompt) respond(ctx context.Context, line string) (over bool, err error) {
	defer p.ground.enter()()
	if s := p.ground.now(); s != p.stage {
		p.narrator.follow(s)
		p.stopped = p.paragraph
		p.speaker, p.inPrivate = persons()[0].key, false
	}
	return p.take(ctx, line)
}

// take does what a line says; over tells that the prompt ends.
func (p *prompt) take(ctx context.Context, line string) (over bool, err error) {
	line = strings.TrimSpace(strings.ToValidUTF8(line, "�"))
	if !p.typed {
		p.page.line(line) // so that a conversation from a file reads like one from the keyboard
	}
	p.tell() // what happened while nobody typed
	word := func(id string) bool {
		return slices.Contains(strings.Split(p.say(id, nil), "|"), strings.ToLower(line))
	}
	switch {
	case line == "":
	case word("demo.word.quit"):
		return true, p.page.err
	case word("demo.word.help"):
		p.page.plain(plainInk, p.say("demo.help", nil))
	case word("demo.word.who"):
		p.who()
	default:
		return false, p.speak(ctx, line)
	}
	return false, p.page.err
}

// speak does what a line says, or else says it as the last speaker.
func (p *prompt) speak(ctx context.Context, line string) error {
	before := p.page.lines
	err := p.do(ctx, line)
	if errors.Is(err, people.ErrForm) {
		mark := ">"
		if p.inPrivate {
			mark = ">>"
		}
		line = p.speaker + mark + " " + line
		err = p.do(ctx, line)
	}
	if said := p.sorry(err, line); said != "" {
		p.page.plain(faintInk, said)
		return p.page.err
	}
	if ctx.Err() != nil {
		return nil // it was stopped, which ends the prompt
	}
	if err != nil {
		return err
	}
	if who, private, ok := people.Speaker(line); ok {
		p.speaker, p.inPrivate = who, private
	}
	p.tell()
	if p.page.lines == before {
		p.page.plain(faintInk, p.say("demo.silence", nil))
	}
	return p.page.err
}

// sorry says what was wrong with a line; "" when it was not the line.
func (p *prompt) sorry(err error, line string) string {
	who, _, _ := people.Speaker(line)
	switch {
	case errors.Is(err, people.ErrNobody):
		return p.say("demo.sorry.nobody", map[string]any{"Name": cut(who, 40)})
	case errors.Is(err, people.ErrNothing):
		return p.say("demo.sorry.nothing", nil)
	case errors.Is(err, people.ErrTime):
		return p.say("demo.sorry.time", nil)
	}
	return ""
}

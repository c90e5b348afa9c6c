package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
	"echowall/flows/procedure/openvote"
)

// writeMethods puts the method into a folder.
func writeMethods(dir string) (string, error) {
	folder := filepath.Join(dir, "procedures")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	return folder, os.WriteFile(filepath.Join(folder, "open-vote.yaml"), openvote.Method("open-vote", "7d"), 0o600)
}

// ballot is a vote that is open in a group, and those who press its buttons.
type ballot struct {
	group   *people.Chat
	message int
	line    string
	voters  []*people.User
}

// village is a group of people of whom the first runs it.
func village(server *api.Server, name string, size int) (*people.Chat, []*people.User) {
	owner := server.AddUser(people.User{First: "Chen", Lang: "en"})
	group := server.AddGroup(name, owner)
	server.AddBot(group, owner)
	all := []*people.User{owner}
	for i := range size - 1 {
		all = append(all, server.AddUser(people.User{First: fmt.Sprint("Voter ", i), Lang: "en"}))
	}
	return group, all
}

// found sets a village up that is told everything at any hour, so that the same is measured by day and by night.
func found(ctx context.Context, server *api.Server, group *people.Chat, owner *people.User) error {
	owner.Say(group, "/setup open-vote en UTC")
	if err := heard(ctx, server, group, "is ready"); err != nil {
		return err
	}
	owner.Say(group, "/settings quiet off")
	return heard(ctx, server, group, "quiet hours")
}

// foundBallot sets a village up and opens a vote in it.
func foundBallot(ctx context.Context, server *api.Server, name string, size int) (*ballot, error) {
	group, all := village(server, name, size)
	b := &ballot{group: group, voters: all, line: "vote 1.1 "}
	owner := all[0]
	if err := found(ctx, server, group, owner); err != nil {
		return nil, err
	}
	for _, step := range []struct{ say, hear string }{
		{"/raise Trees or a car park?", "Raised by"},
		{"/screen 1 accept big", "will be deliberated"},
		{"/resolve 1 A Trees are planted on the square.", "Vote on #1"},
	} {
		owner.Say(group, step.say)
		if err := heard(ctx, server, group, step.hear); err != nil {
			return nil, err
		}
	}
	for _, m := range server.Messages(group) {
		if m.FromBot() && len(m.Buttons) > 0 && strings.HasPrefix(m.Buttons[0][0].Data, b.line) {
			b.message = m.ID
			return b, nil
		}
	}
	return nil, fmt.Errorf("%s: there is no ballot to press on", name)
}

// heard waits until the bot has said something in a group.
func heard(ctx context.Context, server *api.Server, group *people.Chat, words string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	err := server.Await(ctx, func() bool {
		for _, m := range server.Messages(group) {
			if m.FromBot() && strings.Contains(m.Text, words) {
				return true
			}
		}
		return false
	})
	if err != nil {
		return fmt.Errorf("wait for %q in %s: %w", words, group.Title, err)
	}
	return nil
}

// wordless is a ballot for a bot that asks nothing: any message will do to press on.
func wordless(server *api.Server, name string, size int) *ballot {
	group, all := village(server, name, size)
	return &ballot{group: group, voters: all, line: "vote 1.1 ",
		message: all[0].Say(group, "Vote on #1 Trees or a car park?")}
}

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// Every setting that compose and systemd give is one the program has.
func TestDeploymentsUseSettingsThatExist(t *testing.T) {
	sources, err := filepath.Glob("config/*.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no settings are found: %v", err)
	}
	known := map[string]bool{"ECHOWALL_PORT": true} // compose's own
	for _, s := range sources {
		raw, err := os.ReadFile(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`env:"([A-Z_]+)"`).FindAllStringSubmatch(string(raw), -1) {
			known[found[1]] = true
		}
	}
	for _, name := range []string{"../../compose.yaml", "../../docs/deploy/echowall.service"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, used := range regexp.MustCompile(`(?:ECHOWALL|TELEGRAM)_[A-Z_]+`).FindAllString(string(raw), -1) {
			if !known[used] {
				t.Errorf("%s sets %s, which nobody reads", name, used)
			}
		}
	}
	raw, err := os.ReadFile("../../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var compose struct{ Services map[string]any }
	if err := yaml.Unmarshal(raw, &compose); err != nil || len(compose.Services) != 2 {
		t.Errorf("compose.yaml: %v, %v", compose, err)
	}
}

// The image of a release is the one that everybody can build, but for where the binary comes from.
func TestBothImagesAreSetUpAlike(t *testing.T) {
	var setup [2][]string
	for i, name := range []string{"../../Dockerfile", "../../.ci/release.Dockerfile"} {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, last, _ := strings.Cut(string(raw), "FROM gcr.io/")
		told := regexp.MustCompile(`(?m)^(FROM|ENV|USER|WORKDIR|VOLUME|HEALTHCHECK|ENTRYPOINT|CMD) .*`)
		setup[i] = told.FindAllString("FROM gcr.io/"+last, -1)
		slices.Sort(setup[i])
	}
	if !slices.Equal(setup[0], setup[1]) || len(setup[0]) != 8 {
		t.Errorf("one is\n%q, the other\n%q", setup[0], setup[1])
	}
}

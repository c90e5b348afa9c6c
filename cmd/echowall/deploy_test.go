package main

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"echowall/flows"
)

// Every metric that the dashboard asks for is one that the program tells.
func TestTheDashboardAsksForWhatIsTold(t *testing.T) {
	raw, err := os.ReadFile("../../docs/deploy/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(raw) {
		t.Fatal("the dashboard is no JSON")
	}
	m := newMeters("test")
	m.watch(late{}, late{})
	m.changed(flows.Change{Inputs: 1, Tries: 1})
	m.calls.WithLabelValues("sendMessage", "200").Inc()
	m.callTime.WithLabelValues("sendMessage").Observe(1)
	m.requests.WithLabelValues("/", "200").Observe(1)
	told := scrape(t, m)
	asked := regexp.MustCompile(`echowall_[a-z_]+`).FindAllString(string(raw), -1)
	if len(asked) < 8 {
		t.Fatalf("it asks for %q", asked)
	}
	for _, name := range asked {
		if base := strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"), "_count"); !strings.Contains(strings.ReplaceAll(told, " ", ""), `name:"`+base+`"`) {
			t.Errorf("nobody tells %s", name)
		}
	}
}

// Every setting that compose and systemd give is one the program has.
func TestDeploymentsUseSettingsThatExist(t *testing.T) {
	sources, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{"ECHOWALL_PORT": true} // compose's own
	for _, s := range sources {
		if !strings.HasSuffix(s.Name(), ".go") || strings.HasSuffix(s.Name(), "_test.go") {
			continue
		}
		raw, err := os.ReadFile(s.Name())
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

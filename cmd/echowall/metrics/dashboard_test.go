package metrics

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"echowall/flows"
)

// Every metric that the dashboard asks for is one that the program tells.
func TestTheDashboardAsksForWhatIsTold(t *testing.T) {
	raw, err := os.ReadFile("../../../docs/deploy/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(raw) {
		t.Fatal("the dashboard is no JSON")
	}
	m := New("test")
	m.Watch(late{}, late{})
	m.Changed(flows.Change{Inputs: 1, Tries: 1})
	m.calls.WithLabelValues("sendMessage", "200").Inc()
	m.callTime.WithLabelValues("sendMessage").Observe(1)
	m.requests.WithLabelValues("/", "200").Observe(1)
	told := scrape(t, m)
	asked := regexp.MustCompile(`echowall_[a-z_]+`).FindAllString(string(raw), -1)
	if len(asked) < 8 {
		t.Fatalf("it asks for %q", asked)
	}
	for _, name := range asked {
		if base := strings.TrimSuffix(strings.TrimSuffix(name, "_bucket"),
			"_count"); !strings.Contains(strings.ReplaceAll(told, " ", ""), `name:"`+base+`"`) {
			t.Errorf("nobody tells %s", name)
		}
	}
}

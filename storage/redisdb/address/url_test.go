package address

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseURL(t *testing.T) {
	for raw, want := range map[string]string{
		"redis://localhost": "[localhost:6379] user= password= db=0 master= cluster=false " +
			"tls=false main 0 30s",
		"redis://:s%2Fe%40c@10.0.0.1:7000/3": "[10.0.0.1:7000] user= password=s/e@c db=3 master= " +
			"cluster=false tls=false main 0 30s",
		"redis://me:a@b@h?prefix=Bot_2&wait=1&patience=1m": "[h:6379] user=me password=a@b db=0 master= cluster=false " +
			"tls=false Bot_2 1 1m0s",
		"rediss://[::1]:6380?db=2": "[[::1]:6380] user= password= db=2 master= cluster=false tls=true " +
			"main 0 30s",
		"redis://[::1]": "[[::1]:6379] user= password= db=0 master= cluster=false tls=false main 0 30s",
		"redis+sentinel://u:p@a:1,b/village?db=4": "[a:1 b:26379] user=u password=p db=4 master=village cluster=false " +
			"tls=false main 0 30s",
		"rediss+cluster://u:p@a:1,b,c:3?cache=1": "[a:1 b:6379 c:3] user=u password=p db=0 master= cluster=true tls=true " +
			"main 0 30s",
		"redis+cluster://a/?wait=2": "[a:6379] user= password= db=0 master= cluster=true tls=false main 2 30s",
	} {
		c, err := Parse(raw)
		if err != nil {
			t.Errorf("%s: %v", raw, err)
			continue
		}
		o := c.Redis
		got := fmt.Sprintf("%v user=%s password=%s db=%d master=%s cluster=%t tls=%t %s %d %v", o.Addrs, o.Username,
			o.Password, o.DB,
			o.MasterName, o.IsClusterMode, o.TLSConfig != nil, c.Bot, c.Wait, c.Patience)
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", raw, got, want)
		}
	}
}

// Errors say what is wrong and hold no part of what may be a password.
func TestParseURLRefuses(t *testing.T) {
	for raw, want := range map[string]string{
		"":                                  "expected redis://",
		"bolt:./x.db":                       "expected redis://",
		"http://u:secret@h":                 "expected redis://",
		"redis+other://u:secret@h":          "expected redis://",
		"redis://":                          "address 1 of 1",
		"redis://u:secret@":                 "address 1 of 1",
		"redis://u:secret@h:0":              "address 1 of 1",
		"redis://u:secret@h:99999":          "address 1 of 1",
		"redis://u:secret":                  "address 1 of 1",
		"redis://u:secret@h:6379,":          "address 2 of 2",
		"redis://u:secret@h,i":              "several addresses",
		"redis://u:secret/secret@h":         "%2F",
		"redis://u:secret?secret@h":         "%3F",
		"redis://u:secret#secret@h":         "%23",
		"redis://u:100%secret@h":            "%25",
		"redis://u:secret@h/secret":         `"db"`,
		"redis://u:secret@h/-1":             `"db"`,
		"redis://u:secret@h?wait=secret":    `"wait"`,
		"redis://u:secret@h?prefix=a{b":     `"prefix"`,
		"redis://u:secret@h?prefix=":        `"prefix"`,
		"redis://u:secret@h?cache=0":        `"cache"`,
		"redis://u:secret@h?patience=-1s":   `"patience"`,
		"redis://u:secret@h?colour=secret":  `"colour"`,
		"redis://u:secret@h?ca=x":           `"ca"`,
		"rediss://u:secret@h?ca=/no/file":   `"ca"`,
		"rediss://u:secret@h?cert=/no/file": `"cert"`,
		"redis://u:secret@h?%zz":            "parameters",
		"redis+sentinel://u:secret@h":       "name of the master",
		"redis+sentinel://u:secret@h/a/b":   "name of the master",
		"redis+cluster://u:secret@h/1":      "no databases",
		"redis+cluster://u:secret@h?db=1":   `"db"`,
	} {
		_, err := Parse(raw)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got %v, want an error with %s", raw, err, want)
		}
	}
}

func FuzzParseURL(f *testing.F) {
	f.Add("redis+sentinel://u:p@a:1,b/village?db=4&wait=1")
	f.Fuzz(func(t *testing.T, raw string) {
		if c, err := Parse(raw); err == nil && (len(c.Redis.Addrs) == 0 || c.Bot == "" || c.Patience <= 0) {
			t.Errorf("%q gives %v", raw, c.Redis.Addrs)
		}
	})
}

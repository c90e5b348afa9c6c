package people

import (
	"slices"
	"time"
)

// Trusted are the offices that decide over others or in their place.
func Trusted() []Role { return []Role{Secretary, Authority, Supervisor} }

// Waiting is a change of an office of trust that somebody has proposed and that has not taken effect.
type Waiting struct {
	Grant Grant `json:"grant"`
	// Ends says that the office is to end; otherwise it is to be given.
	Ends bool `json:"ends,omitempty"`
	// By is who proposed it; 0 where that is not known.
	By int `json:"by,omitempty"`
	// Until is when it takes effect without anybody else.
	Until time.Time `json:"until"`
}

// WaitsAs is what waits to be changed of somebody in a role; nil for nothing.
func (p *Person) WaitsAs(r Role) *Waiting {
	i := slices.IndexFunc(p.Waiting, func(w Waiting) bool { return w.Grant.Role == r })
	if i < 0 {
		return nil
	}
	return &p.Waiting[i]
}

// Settle ends what waits in a role.
func (p *Person) Settle(r Role) {
	p.Waiting = slices.DeleteFunc(p.Waiting, func(w Waiting) bool { return w.Grant.Role == r })
}

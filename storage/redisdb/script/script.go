package script

import (
	_ "embed" // the scripts

	"github.com/redis/go-redis/v9"
)

var (
	//go:embed state.lua
	stateSource string
	//go:embed read.lua
	readSource string
	//go:embed commit.lua
	commitSource string
	//go:embed claim.lua
	claimSource string
	//go:embed check.lua
	checkSource string
	//go:embed lease.lua
	leaseSource string
	//go:embed raise.lua
	raiseSource string
	//go:embed erase.lua
	eraseSource string
)

// Set are all that ever runs on the server. Each begins with what it takes and returns.
type Set struct{ Read, Commit, Claim, Check, Lease, Raise, Erase *redis.Script }

// Load makes all of them, each under the hash by which the server knows it.
func Load() Set {
	return Set{
		Read: redis.NewScript(stateSource + readSource), Commit: redis.NewScript(stateSource + commitSource),
		Claim: redis.NewScript(claimSource), Check: redis.NewScript(checkSource),
		Lease: redis.NewScript(leaseSource), Raise: redis.NewScript(raiseSource),
		Erase: redis.NewScript(eraseSource),
	}
}

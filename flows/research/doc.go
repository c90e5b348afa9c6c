// Package research is what is found out before a case is talked over: findings and their confirmation, teams and
// visits, how a case is weighed, and what people state on it.
package research

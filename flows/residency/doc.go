// Package residency is who counts as a resident: whoever is in the community's group, whom the secretary has confirmed,
// or anybody who comes by the link, as the community chose. It keeps the electoral roll, and lets each subject ask
// whether somebody may do what is for residents. What residents may do is said in the subjects.
package residency

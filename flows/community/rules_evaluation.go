package community

// evaluationEvents are the events of the subject, each under the name by which the journal keeps it. A name is never given twice, nor changed.
func evaluationEvents() []kind {
	return []kind{
		kindOf[Rated]("evaluation.rated"),
	}
}

namespace Rollouts.Bench.Corpus.Rules;

/// <summary>A rule that compares a window with fixed limits at every look.</summary>
/// <param name="FailuresToRollBack">The failed look that rolls back, over the whole rollout.</param>
/// <param name="InARow">Whether only failed looks in a row count.</param>
/// <param name="ActsWithTheNextLook">Whether the rollback starts with the look after the last failed one.</param>
/// <param name="WithoutRequests">What a window without requests is: "fails" or "ignored".</param>
/// <param name="SourceFails">What a look without an answer is: "fails", "ignored" or "errors".</param>
/// <param name="ErrorsToRollBack">The error in a row that rolls back, where looks without an answer are errors.</param>
internal sealed record ThresholdTerms(
    double EverySeconds,
    double WindowSeconds,
    double FailingShareAtMost,
    int FailuresToRollBack,
    string WithoutRequests,
    string SourceFails,
    double? P99AtMostMilliseconds = null,
    bool InARow = false,
    bool ActsWithTheNextLook = false,
    int? ErrorsToRollBack = null,
    double? RetryErrorsAfterSeconds = null
);

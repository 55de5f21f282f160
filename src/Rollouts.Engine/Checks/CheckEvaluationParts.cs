using Rollouts.Analysis;
using Rollouts.Analysis.Ticks;

namespace Rollouts.Engine.Checks;

internal sealed record CheckEvaluationParts(
    Instant AskedUntil,
    int Generation,
    int Epoch,
    CheckOutcome? Told,
    CheckState State,
    CounterLedger Ledger,
    OpenPage Page
);

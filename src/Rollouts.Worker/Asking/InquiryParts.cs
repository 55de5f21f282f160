using Rollouts.Domain.Analysis;
using Rollouts.Domain.Analysis.Ticks;

namespace Rollouts.Worker.Asking;

/// <summary>What an inquiry is made of.</summary>
internal sealed record InquiryParts(
    Instant AskedUntil,
    int Generation,
    int Epoch,
    Standing? Told,
    CheckState State,
    CounterLedger Ledger,
    OpenPage Page
);

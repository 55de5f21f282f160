using System.Diagnostics.CodeAnalysis;

namespace Rollouts.Integrations.Outside;

/// <summary>
/// Carries a fault out of a place that can only throw, as a message handler is; never leaves an adapter.
/// </summary>
[SuppressMessage("Design", "CA1032", Justification = "Without a fault it would say nothing.")]
[SuppressMessage("Roslynator", "RCS1194", Justification = "Without a fault it would say nothing.")]
internal sealed class OutsideException(Fault fault) : Exception(fault.Message)
{
    public Fault Fault { get; } = fault;
}

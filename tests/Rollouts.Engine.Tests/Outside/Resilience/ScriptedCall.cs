using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Outside.Resilience;

/// <summary>A call that fails as it is told to, and counts how often it was made.</summary>
internal sealed class ScriptedCall(Func<int, Fault?> script)
{
    public int Made { get; private set; }

    public Task<Fault?> MakeAsync(CancellationToken cancellation) => Task.FromResult(script(++Made));

    public static Fault Broken { get; } = new(FaultKind.Broken, "it is broken");

    public static Fault Denied { get; } = new(FaultKind.Denied, "it does not know you");

    public static Fault Throttled(TimeSpan after) => new(FaultKind.Throttled, "it asks for patience", after);
}

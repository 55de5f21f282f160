namespace Rollouts.Storage.Driving;

/// <summary>
/// The part of a store's capacity that a call uses. A store reserves connections and transactions for rollbacks,
/// breaches and commands, so that such a call never waits for checks, starts or forward moves.
/// </summary>
/// <remarks>
/// The lane belongs to the asynchronous flow that entered it. Every call of the store in that flow uses it, so no
/// method in between passes it on.
/// </remarks>
public static class StoreLane
{
    private static readonly AsyncLocal<bool> Reserved = new();

    /// <summary>Whether the calls of this flow use the reserve.</summary>
    public static bool IsReserved => Reserved.Value;

    /// <summary>Enters the lane of a class. Disposing the result restores the previous lane.</summary>
    public static IDisposable Enter(WorkClass work) => new Entered(work <= WorkClass.Command);

    private sealed class Entered : IDisposable
    {
        private readonly bool _before = Reserved.Value;

        // A reserved flow stays reserved, because every call of a rollback is as urgent as the rollback.
        public Entered(bool isReserved) => Reserved.Value = isReserved || _before;

        public void Dispose() => Reserved.Value = _before;
    }
}

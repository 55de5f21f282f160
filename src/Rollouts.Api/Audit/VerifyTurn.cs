namespace Rollouts.Api.Audit;

/// <summary>Allows one verification of the whole log at a time, because each reads all of it.</summary>
internal sealed class VerifyTurn
{
    private int _isTaken;

    public bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    public void GiveBack() => Volatile.Write(ref _isTaken, 0);
}

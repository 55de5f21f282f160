namespace Rollouts.Api.Audit;

/// <summary>Lets one check of the whole log run at a time: each reads all of it.</summary>
internal sealed class VerifyTurn
{
    private int _isTaken;

    public bool TryTake() => Interlocked.CompareExchange(ref _isTaken, 1, 0) == 0;

    public void GiveBack() => Volatile.Write(ref _isTaken, 0);
}

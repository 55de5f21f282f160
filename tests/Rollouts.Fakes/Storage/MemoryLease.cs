using Rollouts.Storage.Driving;

namespace Rollouts.Fakes.Storage;

/// <summary>What is held, by whom and until when; 0 while nobody holds it.</summary>
internal abstract class MemoryLease
{
    public long Token { get; private set; }

    public Instant Until { get; private set; }

    public bool IsHeld(LeaseToken lease) => Token == lease.Number && Token != 0;

    public bool IsFree(Instant now) => Token == 0 || Until <= now || Until > now + DueTime.Impossible;

    public void Take(long token, Instant until) => (Token, Until) = (token, until);

    /// <summary>No lease ends later than this.</summary>
    public void EndBy(Instant latest) => Until = Until > latest ? latest : Until;

    public void LetGo() => Token = 0;
}

using Rollouts.Integrations.Storage.Driving;

namespace Rollouts.Fakes.Storage;

/// <summary>What is held, by whom and until when; 0 while nobody holds it.</summary>
internal abstract class MemoryLease
{
    public long Token { get; private set; }

    public Instant Until { get; private set; }

    public bool IsHeld(LeaseToken lease) => Token == lease.Number && Token != 0;

    public bool IsFree(Instant now) => Token == 0 || Until <= now;

    public void Take(long token, Instant until) => (Token, Until) = (token, until);

    public void LetGo() => Token = 0;
}

namespace Rollouts.Integrations.Chat;

/// <summary>How a message looks at a glance.</summary>
public enum ChatTone
{
    UnderWay,

    /// <summary>A person has to decide.</summary>
    Waiting,

    /// <summary>Something is wrong: traffic goes back, or the rollout is held because of it.</summary>
    Alarming,

    Succeeded,

    /// <summary>It ended in another way.</summary>
    Ended,
}

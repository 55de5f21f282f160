namespace Rollouts.Integrations.Ci;

/// <summary>How a rollout goes, for a pipeline.</summary>
/// <param name="Text">A sentence for people.</param>
public sealed record CiNews(CiProgress Progress, ServiceName Service, EnvironmentName Environment, string Text)
{
    /// <summary>What a status of a commit is called; each service and environment has one of its own.</summary>
    public string Context => $"rollouts/{Service}/{Environment}";

    /// <summary>The sentence, at most so long.</summary>
    public string Short(int longest) => Text.Length <= longest ? Text : Text[..(longest - 3)] + "...";
}

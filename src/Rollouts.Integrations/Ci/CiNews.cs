namespace Rollouts.Integrations.Ci;

/// <summary>How a rollout goes, for a pipeline.</summary>
/// <param name="Text">A sentence for people.</param>
public sealed record CiNews(CiProgress Progress, ServiceName Service, EnvironmentName Environment, string Text)
{
    /// <summary>The name of a commit status. Each service and environment has its own.</summary>
    public string Context => $"rollouts/{Service}/{Environment}";

    /// <summary>The sentence, at most so long.</summary>
    public string Short(int longest) => Text.Length <= longest ? Text : Text[..(longest - 3)] + "...";
}

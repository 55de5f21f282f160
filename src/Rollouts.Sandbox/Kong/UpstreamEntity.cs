namespace Rollouts.Sandbox.Kong;

internal sealed class UpstreamEntity(Guid id, string name, double createdAt)
{
    public Guid Id => id;

    public string Name => name;

    public double CreatedAt => createdAt;

    /// <summary>The newest last.</summary>
    public List<TargetEntity> Targets { get; } = [];

    /// <summary>The targets before the last write, for reads that lag behind.</summary>
    public IReadOnlyList<TargetEntity> Before { get; set; } = [];
}

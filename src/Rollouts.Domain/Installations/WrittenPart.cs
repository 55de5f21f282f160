namespace Rollouts.Domain.Installations;

/// <summary>A connection or an environment as it was last written. What it was before is in its stream.</summary>
public sealed record WrittenPart
{
    /// <summary>How often it was written or removed.</summary>
    public int Revision { get; init; }

    /// <summary>As it was written, comments and all; null where it was removed, or never written.</summary>
    public string? Text { get; init; }

    /// <summary>Nothing happens where the same text is written once more.</summary>
    public ValueList<InstallationEvent> Write(string text) => text == Text ? [] : [new InstallationEvent.Written(text)];

    public ValueList<InstallationEvent> Remove() => Text is null ? [] : [new InstallationEvent.Removed()];

    public WrittenPart Evolve(InstallationEvent happened) =>
        happened switch
        {
            InstallationEvent.Written written => new WrittenPart { Revision = Revision + 1, Text = written.Text },
            InstallationEvent.Removed => new WrittenPart { Revision = Revision + 1 },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

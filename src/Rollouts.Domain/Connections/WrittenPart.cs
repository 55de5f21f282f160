namespace Rollouts.Domain.Connections;

/// <summary>A connection or an environment as it was last written. Its stream has the earlier versions.</summary>
public sealed record WrittenPart
{
    /// <summary>How often it was written or removed.</summary>
    public int Revision { get; init; }

    /// <summary>The text with its comments; null if the part was removed, or never written.</summary>
    public string? Text { get; init; }

    /// <summary>Returns no event if the text is unchanged.</summary>
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

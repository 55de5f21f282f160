using System.Text.Json.Serialization;

namespace Rollouts.Cli.Imports;

/// <summary>How a part of a manifest differs in the plan.</summary>
internal enum LossKind
{
    /// <summary>The plan has no counterpart.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>The plan has a similar counterpart.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>The part does not belong in a plan and stays where it is.</summary>
    [JsonStringEnumMemberName("left")]
    Left,
}

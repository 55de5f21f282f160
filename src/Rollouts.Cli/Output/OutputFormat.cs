namespace Rollouts.Cli.Output;

/// <summary>The format of a command's output.</summary>
internal enum OutputFormat
{
    /// <summary>For people. The layout may change.</summary>
    Table,

    /// <summary>The frozen shapes of docs/cli.md.</summary>
    Json,

    /// <summary>The same shapes in YAML.</summary>
    Yaml,
}

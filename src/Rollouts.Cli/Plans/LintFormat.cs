namespace Rollouts.Cli.Plans;

/// <summary>The output format of 'lint'.</summary>
internal enum LintFormat
{
    /// <summary>A line for each problem, with an excerpt.</summary>
    Text,

    /// <summary>A list of problems.</summary>
    Json,

    /// <summary>SARIF 2.1.0, the format of code scanning.</summary>
    Sarif,

    /// <summary>Workflow commands, which GitHub shows beside the lines.</summary>
    GitHub,
}

namespace Rollouts.Api.Connections;

/// <summary>The place where a part of the installation is configured and changed.</summary>
internal enum ConfigSource
{
    /// <summary>The administrators' file.</summary>
    File,

    /// <summary>The API.</summary>
    Api,
}

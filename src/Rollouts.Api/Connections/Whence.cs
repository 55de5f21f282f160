namespace Rollouts.Api.Connections;

/// <summary>Where a part of the installation stands, and so where it is changed.</summary>
internal enum Whence
{
    /// <summary>In the administrators' file.</summary>
    File,

    /// <summary>It was written over the API.</summary>
    Api,
}

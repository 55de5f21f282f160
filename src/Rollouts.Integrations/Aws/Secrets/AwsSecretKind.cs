namespace Rollouts.Integrations.Aws.Secrets;

/// <summary>The services of AWS that keep secrets.</summary>
internal enum AwsSecretKind
{
    /// <summary>Secrets Manager.</summary>
    Secret,

    /// <summary>The Parameter Store of Systems Manager.</summary>
    Parameter,
}

namespace Rollouts.Api.Documents;

/// <summary>
/// What an endpoint takes in its body. It describes and enforces nothing: the endpoint itself reads its body.
/// </summary>
/// <param name="Type">Null for a plan, or a part of the installation, as it is written.</param>
internal sealed record TakenBody(Type? Type);

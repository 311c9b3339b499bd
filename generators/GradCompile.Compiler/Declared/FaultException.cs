using System;

namespace GradCompile.Compiler.Declared;

/// <summary>Carries the first fault out of lowering; it never leaves the compiler.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Message)
{
    public FaultException(string id, Origin origin, string message)
        : this(new Fault(id, message, origin))
    {
    }

    /// <param name="fix">What an editor offers to do about it.</param>
    public FaultException(string id, Origin origin, string message, Fix fix)
        : this(new Fault(id, message, origin, new EquatableArray<Fix>(fix)))
    {
    }

    public Fault Fault { get; } = fault;
}

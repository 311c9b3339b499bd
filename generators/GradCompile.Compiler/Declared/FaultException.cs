using System;

namespace GradCompile.Compiler.Declared;

/// <summary>Carries the first fault out of lowering; it never leaves the compiler.</summary>
internal sealed class FaultException(Fault fault) : Exception(fault.Message)
{
    public FaultException(string id, Origin origin, string message)
        : this(new Fault(id, message, origin))
    {
    }

    public Fault Fault { get; } = fault;
}

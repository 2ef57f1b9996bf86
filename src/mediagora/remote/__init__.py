"""The same questions to a store on the network, and what ships put into it.

Nothing here is used unless an endpoint is named. What a server sends is not trusted: every reply is
bounded in time and size, checked for being whole, and what is wrong with it becomes one clear
`EndpointError`.
"""

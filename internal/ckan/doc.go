// Package ckan speaks CKAN's Action API (version 3, and the bare dialect of the old
// INPS service).
//
// Its guarantee: what is returned is the result of an envelope that said success; an
// error object, a page of a proxy and half an answer are told apart as errors. A
// package stays the JSON that the API gave. What its fields mean is left to mappings.
package ckan
